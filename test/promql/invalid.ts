/** Text that is no PromQL: `«»` marks what the error points at, `says` is its whole sentence. */
export interface Invalid {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly says: string
}

const refused = (marked: string, says: string): Invalid => ({
  text: marked.replace(/[«»]/g, ''),
  from: marked.indexOf('«'),
  to: marked.indexOf('»') - 1,
  says,
})

/** Syntax errors that Prometheus 2.42 refuses too. */
export const invalid: readonly Invalid[] = [
  refused('«»', 'The expression ends too early: it is empty.'),
  refused('# only a comment«»', 'The expression ends too early: it is empty.'),
  refused('sum(up«»', 'The expression ends too early: a ( is never closed.'),
  refused('up{job="a"«»', 'The expression ends too early: a { is never closed.'),
  refused('up[5m«»', 'The expression ends too early: a [ is never closed.'),
  refused('a + «»', 'The expression ends too early.'),
  refused('a * bool«»', 'The expression ends too early.'),
  refused('a * on (x) group_left (b)«»', 'The expression ends too early.'),
  refused('up«)»', 'Unexpected ")" after "up".'),
  refused('up «5»', 'Unexpected "5" after "up".'),
  refused('a + «*» b', 'Unexpected "*".'),
  refused('a + «atan2»', 'Unexpected "atan2".'),
  refused('sum by («without») (a)', 'Unexpected "without".'),
  refused('a @ «5»offset 5m', 'Unexpected "o" after "5".'),
  refused('«5»and a', 'Unexpected "a" after "5".'),
  refused('up{job«}»', 'Unexpected "}" after "up{job".'),
  refused('up{job="a" «instance»="b"}', 'Unexpected "instance".'),
  refused('up{«:job»="a"}', 'Unexpected ":job" after "up{".'),
  refused('rate(up[«]»)', 'Unexpected "]".'),
  refused('rate(up[5«parsecs»])', 'Unexpected "parsecs" after "5".'),
  refused('up offset «up»', 'Unexpected "up" after "offset".'),
  refused('up @ «"now"»', 'Unexpected "now".'),
  refused('sum(up,«)»', 'Unexpected ")".'),
  refused('«rats»(up[5m])', 'There is no function "rats". Did you mean rate?'),
  refused('up{job=«"a}»', 'This string is never closed.'),
  refused("«'a»", 'This string is never closed.'),
  refused('«"a\\"»', 'This string is never closed.'),
  refused('"«\\d»"', 'PromQL strings know no escape \\d: a backslash itself is written \\\\.'),
  refused('up{job=~"a«\\.»b"}', 'PromQL strings know no escape \\.: a backslash itself is written \\\\.'),
  refused(`'«\\"»'`, 'PromQL strings know no escape \\": a backslash itself is written \\\\.'),
  refused('"«\\ud800»"', 'PromQL strings know no escape \\ud800: a backslash itself is written \\\\.'),
  refused('a offset 5m «offset 3m»', 'An offset of 5m is already set.'),
  refused('a @ 5 «@ start()»', 'A time is already set with @ 5.'),
  refused('rate(a[5m]) «offset 5m»', 'offset must follow a metric, a range or a subquery.'),
  refused('1 + (a) «@ 5»', '@ must follow a metric, a range or a subquery.'),
  refused('(a)[«5m»]', 'The range [5m] must directly follow a metric: offset and @ come after it.'),
  refused('a offset 5m [«5m»]', 'The range [5m] must directly follow a metric: offset and @ come after it.'),
  refused('a[5m][«3m»]', 'The range [3m] must directly follow a metric: offset and @ come after it.'),
  refused('1 + 2[«3m»]', 'The range [3m] must directly follow a metric: offset and @ come after it.'),
  refused('a[«0s»]', 'A duration must be longer than 0s and at most 292y, and 0s is not.'),
  refused('a[5m:«0s»]', 'A duration must be longer than 0s and at most 292y, and 0s is not.'),
  refused('a offset «0m»', 'A duration must be longer than 0s and at most 292y, and 0m is not.'),
  refused('a[«300y»]', '300y is longer than Prometheus can count: the most is 292y.'),
  refused('a @ «Inf»', 'The time Inf is no Unix time in seconds.'),
  refused('a @ «-nan»', 'The time -nan is no Unix time in seconds.'),
  refused('1 + «1e999»', '1e999 is too large for Prometheus.'),
  refused('«0xFFFFFFFFFFFFFFFFFF»', '0xFFFFFFFFFFFFFFFFFF is too large for Prometheus.'),
  refused('«sum(a, b)»', 'sum takes 1 argument, not 2.'),
  refused('«topk(a)»', 'topk takes 2 arguments, not 1.'),
  refused('1 + «sum()»', 'sum takes 1 argument, not 0.'),
  refused('foo{«__name__="bar"»}', 'This selector already has a metric name.'),
  refused('up{«"http.requests"»}', 'This selector already has a metric name.'),
  refused('{"a", «"b"»}', 'This selector already has a metric name.'),
]

/** What some version of Prometheus or Grafana may take and we do not. */
export const unsupported: readonly Invalid[] = [
  refused('«"\\xff"»', 'The \\x and octal escapes of this string are no UTF-8 text.'),
  refused('«up smoothed»', 'up smoothed is experimental in Prometheus and not supported here.'),
  refused('rate(«up[5m] anchored»)', 'up[5m] anchored is experimental in Prometheus and not supported here.'),
  refused('a + «fill (0)» b', 'fill (0) is experimental in Prometheus and not supported here.'),
  refused('a «</» 5', '</ is experimental in Prometheus and not supported here.'),
  refused('a[«5m + 1m»]', '5m + 1m is experimental in Prometheus and not supported here.'),
  refused('a[5m:«step()»]', 'step() is experimental in Prometheus and not supported here.'),
  refused('a offset -«(5m)»', '(5m) is experimental in Prometheus and not supported here.'),
  refused('up @ «$time»', 'Unexpected "$time".'),
  refused('«$fn»(up)', 'There is no function "$fn".'),
]

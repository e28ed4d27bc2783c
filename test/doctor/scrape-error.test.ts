import { expect, test } from 'vitest'
import { causeOf } from '../../build/doctor/prometheus/targets/scrape-error.ts'

const url = 'http://backend:8000/api/v1/metrics'

// The words are those of Prometheus 2.42 and 3.x and of Go's libraries.
test.each([
  [
    `Get "${url}": dial tcp 10.0.0.1:8000: connect: connection refused`,
    /refused: nothing listens at backend:8000/,
    /Start/,
  ],
  [
    `Get "${url}": dial tcp: lookup backend on 127.0.0.11:53: no such host`,
    /host name of backend:8000 is unknown/,
    /same network/,
  ],
  [`Get "${url}": dial tcp: lookup backend: i/o timeout`, /host name of backend:8000 is unknown/, /same network/],
  [`Get "${url}": dial tcp 10.0.0.1:8000: connect: no route to host`, /No way leads/, /firewalls/],
  [`Get "${url}": context deadline exceeded`, /within the timeout of 10s/, /overloaded/],
  [
    `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    /within the timeout/,
    /scrape\.timeout/,
  ],
  ['server returned HTTP status 404 Not Found', /answers HTTP status 404 Not Found/, /Correct the path/],
  ['server returned HTTP status 403 Forbidden', /HTTP status 403/, /without credentials/],
  ['server returned HTTP status 503 Service Unavailable', /HTTP status 503/, /handler fails/],
  ['server returned HTTP status 301 Moved Permanently', /HTTP status 301/, /Open the URL/],
  [`Get "${url}": http: server gave HTTP response to HTTPS client`, /do not agree on TLS/, /plain HTTP/],
  [`Get "${url}": x509: certificate signed by unknown authority`, /do not agree on TLS/, /plain HTTP/],
  ['expected a valid start token, got "<" ("INVALID") while parsing: "<"', /no metrics text/, /a web page/],
  ['"INVALID" is not a valid start token', /no metrics text/, /a web page/],
  ['strconv.ParseFloat: parsing "abc": invalid syntax', /no metrics text/, /broken line/],
  [
    'received unsupported Content-Type "text/html" and no fallback_scrape_protocol specified for target',
    /another content type/,
    /text\/plain/,
  ],
  ['sample limit exceeded', /beyond a limit/, /cardinality/],
  ['body size limit exceeded', /beyond a limit/, /raise the limit/],
  [`Get "${url}": EOF`, /closes the connection/, /log of the process/],
  [`Get "${url}": read tcp 10.0.0.2:1->10.0.0.1:8000: read: connection reset by peer`, /closes the connection/, /log/],
  ['something \u001b[31mnew', /fails: something \[31mnew/, /log/],
  ['', /Prometheus does not say why/, /log/],
])('%j', (error, what, next) => {
  const cause = causeOf({ error, url, timeout: '10s' })
  expect(cause.what).toMatch(what)
  expect(cause.next).toMatch(next)
})

import { Interrupted, type Transport } from './request.ts'
import { Unanswered } from './unanswered.ts'

interface Asked extends Transport {
  readonly name: string
}

/** Why a request failed, in a sentence, and what to do about it. */
export function failed(error: unknown, at: URL, { name, timeout, longest }: Asked): Unanswered {
  const place = `${at.origin}${at.pathname}`
  if (error instanceof Interrupted) return interrupted(error, place, { name, timeout, longest })
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException
  const known = network.find(({ codes }) => codes.test(code))
  const { what, next } = known ?? { what: `cannot be read: ${message.split('\n')[0]}`, next: 'Look at its log.' }
  return new Unanswered({ what: `${name} at ${place} ${what}.`, next: next.replaceAll('HOST', at.hostname) })
}

function interrupted(
  { why }: Interrupted,
  place: string,
  { name, timeout, longest }: Pick<Asked, 'name' | 'timeout' | 'longest'>,
): Unanswered {
  switch (why) {
    case 'timeout':
      return new Unanswered({
        what: `${name} took longer than ${timeout / 1000} s to answer ${place}.`,
        next: `Look at the load of ${name}, or give it longer with --timeout SECONDS.`,
        isTooLong: true,
      })
    case 'length':
      return new Unanswered({
        what: `${name} answers ${place} with more than ${longest >> 20} MB, and the rest was not read.`,
        next: 'Look at what makes it so long: mostly a metric with far too many series.',
        isTooLong: true,
      })
    case 'deadline':
      return new Unanswered({
        what: `${name} was not asked ${place} any more: the examinations took too long in all.`,
        next: `Look at the load of ${name}, or give it longer with --timeout SECONDS.`,
        isOver: true,
      })
  }
}

/** What Node says of a connection that was not made. */
const network: readonly { readonly codes: RegExp; readonly what: string; readonly next: string }[] = [
  {
    codes: /^ECONNREFUSED$/,
    what: 'refuses the connection: nothing listens there',
    next: 'Start it, or correct the host and port of the URL.',
  },
  {
    codes: /^(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    what: 'cannot be found: no address belongs to that host name',
    next: 'Correct the host HOST; names of containers are known inside their network only.',
  },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
    what: 'cannot be reached: no way leads to that host',
    next: 'Look at the network and its firewalls between here and HOST.',
  },
  {
    codes: /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    what: 'closes the connection before it has answered',
    next: 'Look at its log, and whether the port wants https:// instead of http://.',
  },
  {
    codes:
      /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?)$/,
    what: 'shows a certificate that no known authority has signed',
    next: "Give the authority's certificate with --ca FILE.",
  },
  {
    codes: /^CERT_HAS_EXPIRED$/,
    what: 'shows a certificate that has expired',
    next: 'Renew the certificate.',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    what: 'shows the certificate of another host',
    next: 'Use a host name that the certificate has, or renew it with HOST among its names.',
  },
  {
    codes: /^(?:EPROTO|ERR_SSL_|ERR_TLS_)/,
    what: 'does not speak TLS as it should',
    next: 'Look whether the port wants http:// instead of https://.',
  },
  {
    codes: /^HPE_/,
    what: 'answers something that is no HTTP',
    next: 'Correct the port of the URL: another kind of server listens there, or one that wants https://.',
  },
]

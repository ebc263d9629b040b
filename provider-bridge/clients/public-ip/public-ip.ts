/** The caller's own public addresses, as a service on the internet sees them. */
import { isIPv4, isIPv6 } from "node:net";
import { type CallContext, type Clock, loggedSend, retrying, type Send, TransportError } from "../transport";

/** Who is asked where the user names nobody: it answers with the address as text. */
export const standardPublicIpUrls = { ipv4: "https://ipv4.icanhazip.com", ipv6: "https://ipv6.icanhazip.com" } as const;

/** What the client is made of. */
export interface PublicIpOptions {
  readonly send: Send;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * The address that a service sees.
 * @throws TransportError: "malformed" when it answers with anything but an address.
 */
export async function publicIp(url: string, context: CallContext, options: PublicIpOptions): Promise<string> {
  const send = loggedSend("public IP service", options.send, options.clock);
  const request = { method: "GET", url: new URL(url), headers: { accept: "text/plain" } } as const;
  const attempt = async () => {
    const { status, body } = await send(request, context);
    const text = body.trim();
    if (status === 200 && (isIPv4(text) || isIPv6(text))) return text;
    const said = text.slice(0, 80);
    throw new TransportError("malformed", `Cannot learn the public address from "${url}": status ${status}, "${said}"`);
  };
  return retrying(attempt, () => ({ kind: "again" }), context, { ...options, attempts: 3 });
}

/** Calls that their peer never began: they may be sent again, whatever they change. */
import { GrpcStatus } from "../../../wire/grpc/status";

/**
 * What grpc-js itself says of such calls. It looks at their HTTP/2 codes, and gives no more than a code and a text to its
 * callers: these two texts are its own, in the very version that is pinned, and no Talos writes them (grpc-go has others).
 * A text that is not known any more costs a repetition, and never makes one too many.
 */
const TURNED_AWAY: readonly (readonly [code: number, details: RegExp])[] = [
  // RST_STREAM with REFUSED_STREAM, or GOAWAY below the stream: not processed at all (RFC 9113, section 8.7).
  [GrpcStatus.UNAVAILABLE, /^Stream refused by server$/],
  // The connection was on its way out: the stream was not even opened.
  [GrpcStatus.INTERNAL, /^Failed to start HTTP\/2 stream with error /],
];

/** Whether a failed call of grpc-js was turned away before anybody looked at it. */
export function isTurnedAway({ code, details }: { readonly code: number; readonly details: string }): boolean {
  return TURNED_AWAY.some(([known, text]) => code === known && text.test(details));
}

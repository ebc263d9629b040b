/** What a failed call means: gRPC's codes in our own words, and what a handshake showed where there was no call at all. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { CallFailure } from "./grpc";
import type { Probed } from "./peer-probe";
import { TalosError, type TalosErrorCode } from "./talos-error";
import { TALOS_PORT } from "./talos-port";

const MEANINGS: Readonly<Record<number, TalosErrorCode>> = {
  [GrpcStatus.CANCELLED]: "broken_off",
  [GrpcStatus.INVALID_ARGUMENT]: "invalid",
  [GrpcStatus.DEADLINE_EXCEEDED]: "timed_out",
  [GrpcStatus.NOT_FOUND]: "not_found",
  [GrpcStatus.ALREADY_EXISTS]: "already_exists",
  [GrpcStatus.PERMISSION_DENIED]: "forbidden",
  [GrpcStatus.UNAUTHENTICATED]: "forbidden",
  [GrpcStatus.FAILED_PRECONDITION]: "not_ready",
  [GrpcStatus.ABORTED]: "not_ready",
  [GrpcStatus.UNIMPLEMENTED]: "not_implemented",
  [GrpcStatus.UNAVAILABLE]: "broken_off",
};

/** Longer answers of a machine are cut: a message is for people. */
const mostCharacters = 600;

/** The error of a call that was sent. `what` stands behind "Cannot". */
export function callError(error: unknown, what: string, host: string): TalosError {
  if (error instanceof TalosError) return error;
  if (error instanceof SyntaxError) {
    return new TalosError("malformed", `Cannot ${what} on "${host}": ${error.message}`, { cause: error });
  }
  const failure = error instanceof CallFailure ? error : new CallFailure(GrpcStatus.UNKNOWN, textOf(error));
  const { code, message, isTurnedAway } = failure;
  const meaning = isTurnedAway ? "turned_away" : (MEANINGS[code] ?? "refused");
  const name = Object.entries(GrpcStatus).find(([, number]) => number === code)?.[0] ?? `status ${code}`;
  return new TalosError(meaning, `Cannot ${what} on "${host}": ${name}: ${message.slice(0, mostCharacters)}`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error of a call that was not sent, because no connection came about. */
export function connectionError(probed: Probed, what: string, host: string): TalosError {
  const cannot = `Cannot ${what} on "${host}"`;
  const place = `port ${TALOS_PORT}`;
  switch (probed.kind) {
    case "nobody":
      return new TalosError("not_connected", `${cannot}: nobody answers on ${place}: ${probed.why}`);
    case "silent":
      return new TalosError("timed_out", `${cannot}: whoever listens on ${place} does not answer`);
    case "stranger":
      return new TalosError(
        "not_trusted",
        `${cannot}: the peer's certificate is not accepted: ${probed.why}. Nothing was sent`,
      );
    case "refuses":
      return new TalosError("client_refused", `${cannot}: the peer does not take our certificate: ${probed.why}`);
    case "speaks":
      return new TalosError("not_connected", `${cannot}: the connection did not come about, although the peer answers`);
  }
}

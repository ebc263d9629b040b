import type { GrpcStatusCode } from "../../wire/grpc/status";

/** A longer text would not fit what clients accept as headers (8 KiB after encoding). */
const maxMessageBytes = 8_192;

/** `grpc-status` and `grpc-message`, as trailers or (for trailers-only answers) as headers. */
export function grpcStatusHeaders(code: GrpcStatusCode, message: string): Record<string, string> {
  return message === ""
    ? { "grpc-status": String(code) }
    : { "grpc-status": String(code), "grpc-message": encodeGrpcMessage(message) };
}

/** Percent-encodes a status text: printable ASCII but "%" stays, every other byte of the UTF-8 form becomes %XX. */
export function encodeGrpcMessage(message: string): string {
  let encoded = "";
  for (const character of message) {
    const piece = encodeCharacter(character);
    if (encoded.length + piece.length > maxMessageBytes) {
      return `${encoded}...`;
    }
    encoded += piece;
  }
  return encoded;
}

function encodeCharacter(character: string): string {
  if (character >= " " && character <= "~" && character !== "%") {
    return character;
  }
  const bytes = [...Buffer.from(character, "utf8")];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

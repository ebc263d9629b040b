import { constants } from "node:http2";
import { failureOf, type StreamEnd } from "../../../../../provider-bridge/clients/talos/grpc/call-failure";
import { GrpcStatus } from "../../../../../wire/grpc/status";

const ended = (end: Partial<StreamEnd>): StreamEnd => ({
  headers: { ":status": 200 },
  trailers: undefined,
  rstCode: constants.NGHTTP2_NO_ERROR,
  isBroken: false,
  ...end,
});

test.each<[string, Partial<StreamEnd>]>([
  ["in trailers", { trailers: { "grpc-status": "0" } }],
  ["in headers, where nothing comes behind them", { headers: { ":status": 200, "grpc-status": "0" } }],
  ["and the connection is gone since", { trailers: { "grpc-status": "0" }, isBroken: true }],
])("OK %s is no failure", (_where, end) => {
  expect(failureOf(ended(end))).toBeUndefined();
});

test.each<[string, Partial<StreamEnd>, number, string]>([
  [
    "a status",
    { trailers: { "grpc-status": "5", "grpc-message": "no such file" } },
    GrpcStatus.NOT_FOUND,
    "no such file",
  ],
  [
    "a status in headers",
    { headers: { "grpc-status": "7", "grpc-message": "not" } },
    GrpcStatus.PERMISSION_DENIED,
    "not",
  ],
  ["an encoded text", { trailers: { "grpc-status": "3", "grpc-message": "gr%C3%BCn %25" } }, 3, "grün %"],
  ["a text that is encoded badly", { trailers: { "grpc-status": "3", "grpc-message": "100%" } }, 3, "100%"],
  ["no text", { trailers: { "grpc-status": "13" } }, GrpcStatus.INTERNAL, ""],
  ["a status that nobody knows", { trailers: { "grpc-status": "99" } }, GrpcStatus.UNKNOWN, ""],
  ["a status that is no number", { trailers: { "grpc-status": "00" } }, GrpcStatus.UNKNOWN, ""],
  ["a broken connection", { isBroken: true }, GrpcStatus.UNAVAILABLE, "the connection broke"],
  ["HTTP's 503", { headers: { ":status": 503 } }, GrpcStatus.UNAVAILABLE, "the answer has the HTTP status 503"],
  ["HTTP's 418", { headers: { ":status": 418 } }, GrpcStatus.UNKNOWN, "the answer has the HTTP status 418"],
  ["CANCEL", { rstCode: 8 }, GrpcStatus.CANCELLED, "the stream ended without a status, with HTTP/2's code 8"],
  [
    "ENHANCE_YOUR_CALM",
    { rstCode: 11 },
    GrpcStatus.RESOURCE_EXHAUSTED,
    "the stream ended without a status, with HTTP/2's code 11",
  ],
  ["no status at all", {}, GrpcStatus.INTERNAL, "the stream ended without a status, with HTTP/2's code 0"],
])("%s", (_what, end, code, message) => {
  expect(failureOf(ended(end))).toMatchObject({ code, message, isTurnedAway: false });
});

test("only a stream that was refused was not looked at", () => {
  const refused = { rstCode: constants.NGHTTP2_REFUSED_STREAM };
  expect(failureOf(ended(refused))).toMatchObject({ code: GrpcStatus.UNAVAILABLE, isTurnedAway: true });
  const answered = { ...refused, trailers: { "grpc-status": "14" } };
  expect(failureOf(ended(answered))).toMatchObject({ code: GrpcStatus.UNAVAILABLE, isTurnedAway: false });
});

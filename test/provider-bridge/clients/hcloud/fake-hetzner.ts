/** Answers by hand, in order, in place of Hetzner. */
import { HcloudApi } from "../../../../provider-bridge/clients/hcloud";
import type { HttpAnswer, HttpRequest, Send } from "../../../../provider-bridge/clients/transport";
import { TransportError, type TransportErrorCode } from "../../../../provider-bridge/clients/transport";
import { type FakeClock, fakeClock } from "../../../support/fake-clock";

export interface FakeHetzner {
  readonly api: HcloudApi;
  readonly clock: FakeClock;
  readonly requests: HttpRequest[];
}

/** What comes back: an answer, a failure of the transport, or what a function makes of the request. */
export type Scripted = HttpAnswer | TransportErrorCode | ((request: HttpRequest) => HttpAnswer);

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
}

export function refusal(status: number, code: string, message = "no", details: unknown = null): HttpAnswer {
  return answer(status, { error: { code, message, details } });
}

/** The last answer is given again for ever. */
export function fakeHetzner(script: readonly Scripted[], maxRequestsPerHour?: number): FakeHetzner {
  const requests: HttpRequest[] = [];
  const clock = fakeClock();
  const send: Send = async (request) => {
    const next = script[Math.min(requests.length, script.length - 1)];
    requests.push(request);
    if (next === undefined) throw new Error("the script is empty");
    if (typeof next === "string") throw new TransportError(next, `scripted ${next}`);
    return typeof next === "function" ? next(request) : next;
  };
  const endpoint = "https://api.example/v1";
  const options = { endpoint, token: "secret-token", userAgent: "test/1", maxRequestsPerHour, send };
  return { api: new HcloudApi({ ...options, clock, random: () => 1 }), clock, requests };
}

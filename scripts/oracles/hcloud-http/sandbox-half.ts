/**
 * The sandbox's half: each recorded request is sent to a sandbox that holds the recording's world, and must be answered
 * with the same status and shape.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answering, answer } from "../../../sandbox/hetzner/answer";
import { RateLimit } from "../../../sandbox/hetzner/rate-limit";
import { Router } from "../../../sandbox/hetzner/router";
import { routes } from "../../../sandbox/hetzner/routes";
import { DiskStore, ManualClock, World } from "../../../sandbox/world";
import { settle } from "../../../sandbox/world/actions";
import { withCertificatePair } from "./certificate-pair";
import { Json } from "./json";
import { type Ask, carryOut } from "./mock-step";
import type { Outcome } from "./outcome";
import { reasonFor } from "./reasons";
import { recordedWorld } from "./recorded-world";
import { shapeDifferences } from "./shape-difference";

const token = "0".repeat(64);

/** Sends the requests of the cases to sandboxes that hold `recorded` ("meta.world" of the file). */
export async function replaySandboxHalf(recorded: Json, cases: readonly Json[]): Promise<readonly Outcome[]> {
  const directory = mkdtempSync(join(tmpdir(), "hephaestus-oracle-"));
  try {
    const outcomes: Outcome[] = [];
    for (const one of cases) outcomes.push(await replayCase(recorded, one, directory));
    return outcomes;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function replayCase(recorded: Json, one: Json, directory: string): Promise<Outcome> {
  const name = one.get("name").text();
  const disks = new DiskStore(directory);
  const clock = new ManualClock(Date.parse("2026-01-02T03:04:05Z"));
  const world = new World({ state: recordedWorld(recorded, disks), disks, clock });
  const api: Answering = { world, router: new Router(routes), rateLimit: new RateLimit(world, 0), token };
  const ask: Ask = async (method, path, body) => {
    await send(api, method, path, body);
    settle(world);
  };
  try {
    for (const step of one.get("steps").list()) {
      const sentence = step.get("description").text();
      if (step.get("command").text() === "mock") {
        if (await carryOut(world, ask, sentence)) continue;
        return { name, kind: "skipped", lines: [`no way to do "${sentence}" in the sandbox`] };
      }
      const lines = await replayRequests(api, name, step);
      if (lines.length === 0) continue;
      const reason = reasonFor(name, lines[0] ?? "");
      if (reason !== undefined) return { name, kind: "skipped", lines: [reason] };
      return { name, kind: "failed", lines };
    }
    return { name, kind: "passed", lines: [] };
  } finally {
    disks.close();
  }
}

/** The differences of the first request that differs without a reason. Only another status ends a case early. */
async function replayRequests(api: Answering, name: string, step: Json): Promise<string[]> {
  for (const request of step.get("requests").list()) {
    const [method, path] = [request.get("method").text(), request.get("path").text()];
    const query = new URLSearchParams();
    for (const pair of request.get("query").list()) {
      const [key, value] = pair.list();
      query.append(key?.text() ?? "", value?.text() ?? "");
    }
    // The recorded API ends an action at its first poll.
    if (path.startsWith("/actions")) settle(api.world);
    const got = await send(
      api,
      method,
      query.size === 0 ? path : `${path}?${query.toString()}`,
      await withCertificatePair(request.get("body").value),
    );
    const at = `${method} ${path}`;
    const status = request.get("status").number();
    if (got.status !== status)
      return [`${at}: recorded ${status}, sandbox ${got.status} ${got.text.replace(/\s+/g, " ")}`];
    const wanted = request.get("response").value;
    if (typeof wanted === "string") continue;
    const differences = (status >= 400 ? codeDifference(request, got.value) : shapeDifferences(wanted, got.value))
      .map((difference) => `${at}: ${difference}`)
      .filter((line) => reasonFor(name, line) === undefined);
    if (differences.length > 0) return differences;
    if (method !== "GET") settle(api.world);
  }
  return [];
}

/** Refusals: the same code, and details of the same shape where both have some. */
function codeDifference(request: Json, got: unknown): string[] {
  const wanted = request.get("response").get("error").get("code").text();
  const code = new Json(got).get("error").get("code").text();
  return wanted === code ? [] : [`recorded code ${wanted}, sandbox ${code}`];
}

async function send(api: Answering, method: string, path: string, body?: unknown) {
  const reply = await answer(api, {
    method,
    url: `/v1${path}`,
    authorization: `Bearer ${token}`,
    body: Buffer.from(body === undefined || body === null ? "" : JSON.stringify(body)),
  });
  const isJson = reply.headers["content-type"]?.startsWith("application/json") === true;
  const value: unknown = isJson ? JSON.parse(reply.body) : null;
  return { status: reply.status, text: reply.body.slice(0, 200), value };
}

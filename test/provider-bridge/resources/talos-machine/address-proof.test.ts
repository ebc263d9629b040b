import type { Server } from "../../../../provider-bridge/clients/hcloud";
import { doubt, isAddressOf } from "../../../../provider-bridge/resources/talos-machine/address-proof";
import { callContext } from "../../../support/call-context";
import { standingClock } from "../../../support/fake-clock";
import { answer, fakeHetzner, refusal, type Scripted } from "../../clients/hcloud/fake-hetzner";

const server: Server = {
  id: 1,
  name: "x",
  status: "running",
  ipv4: "203.0.113.10",
  ipv6Network: "2001:db8:1:2::/64",
  privateIps: ["10.0.1.5"],
  serverType: "cx23",
  location: "fsn1",
  labels: {},
  imageId: null,
  rescueEnabled: false,
  locked: false,
};

test.each([
  ["203.0.113.10", true],
  ["10.0.1.5", true],
  ["2001:db8:1:2::1", true],
  ["2001:db8:1:2:ffff::", true],
  ["2001:db8:1:3::1", false],
  ["203.0.113.11", false],
  ["10.0.1.50", false],
  ["nonsense", false],
])("%s is an address of the server: %p", (address, expected) => {
  expect(isAddressOf(address, server)).toBe(expected);
});

test("A server without addresses has none", () => {
  const bare = { ...server, ipv4: null, ipv6Network: null, privateIps: [] };
  expect(isAddressOf("203.0.113.10", bare)).toBe(false);
});

describe("Doubt, while nobody answers", () => {
  const minuteMs = 60_000;
  const named = (ip: string) =>
    answer(200, {
      server: {
        ...{ id: 7, name: "cp-1", status: "running", labels: {}, image: null, rescue_enabled: false, locked: false },
        ...{ server_type: { name: "cx23" }, location: { name: "fsn1" } },
        ...{ public_net: { ipv4: { ip }, ipv6: null }, private_net: [] },
      },
    });

  /** A machine that is silent; what Hetzner says of it, in order. */
  function silentMachine(script: readonly Scripted[], hasHetzner = true) {
    const { api, requests } = fakeHetzner(script);
    let nowMs = 0;
    const clients = { clock: standingClock(() => nowMs), hcloud: () => ({ api }) };
    const look = doubt({ name: "cp-1", serverId: "7", endpoint: "203.0.113.10", hasHetzner, clients });
    const lookAfter = (durationMs: number) => {
      nowMs += durationMs;
      return look(callContext());
    };
    return { requests, lookAfter };
  }

  test("is none for a minute, nor once the address is proven", async () => {
    const { requests, lookAfter } = silentMachine([named("203.0.113.10")]);
    await lookAfter(minuteMs - 1);
    expect(requests).toHaveLength(0);
    await lookAfter(1);
    for (let count = 0; count < 3; count += 1) await lookAfter(minuteMs);
    expect(requests).toHaveLength(1);
  });

  test("ends the wait where the address is not the server's, or there is no server", async () => {
    const elsewhere = silentMachine([named("203.0.113.99")]);
    await expect(elsewhere.lookAfter(minuteMs)).rejects.toThrow(
      'Hetzner names "203.0.113.99" for server 7 ("cp-1"), and not "203.0.113.10"',
    );
    const gone = silentMachine([refusal(404, "not_found")]);
    await expect(gone.lookAfter(minuteMs)).rejects.toThrow("Hetzner knows no server 7");
  });

  test("is put off for a minute where Hetzner does not tell, and for ever without a token", async () => {
    const { requests, lookAfter } = silentMachine([refusal(403, "forbidden"), named("203.0.113.99")]);
    await lookAfter(minuteMs);
    await lookAfter(minuteMs - 1);
    expect(requests).toHaveLength(1);
    await expect(lookAfter(1)).rejects.toThrow("Address belongs to another machine");
    const alone = silentMachine([], false);
    await alone.lookAfter(10 * minuteMs);
    expect(alone.requests).toHaveLength(0);
  });
});

import { FleetHaltedError, type Role, type TurnRequest, Turns, turnText } from "../../../provider-bridge/fleet/turns";

const never = new AbortController().signal;

function turn(machine: string, role: Role, more: Partial<TurnRequest> = {}): TurnRequest {
  return { machine, role, what: "reboot", maxUnavailable: 1, haltOnFailure: true, signal: never, ...more };
}

/** Lets everything that can go on go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Terraform: so many calls at a time, the next one when one has ended. */
async function withParallelism(calls: readonly (() => Promise<void>)[], parallelism: number): Promise<void> {
  const queue = [...calls];
  const worker = async () => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) await call();
  };
  await Promise.all(Array.from({ length: parallelism }, worker));
}

describe.each([
  { parallelism: 10, maxUnavailable: 1 },
  { parallelism: 10, maxUnavailable: 4 },
  { parallelism: 1, maxUnavailable: 4 },
])("30 machines that must reboot, $parallelism at a time, $maxUnavailable away at most", (limits) => {
  test("none hangs, and never too many are away", async () => {
    const turns = new Turns();
    const away: Record<Role, number> = { controlplane: 0, worker: 0 };
    const most: Record<Role, number> = { controlplane: 0, worker: 0 };
    const done: string[] = [];
    const calls = Array.from({ length: 30 }, (_, index) => async () => {
      const role: Role = index < 5 ? "controlplane" : "worker";
      const machine = `${role}-${index}`;
      await turns.take(turn(machine, role, { maxUnavailable: limits.maxUnavailable }), async () => {
        away[role] += 1;
        most[role] = Math.max(most[role], away[role]);
        await settle();
        away[role] -= 1;
        done.push(machine);
      });
    });
    await withParallelism(calls, limits.parallelism);
    expect(done).toHaveLength(30);
    expect(most.controlplane).toBe(1);
    expect(most.worker).toBe(Math.min(limits.maxUnavailable, limits.parallelism));
    expect([turns.waiting("controlplane"), turns.waiting("worker")]).toEqual([0, 0]);
  });
});

test("They go in the order in which they came", async () => {
  const turns = new Turns();
  const order: string[] = [];
  await Promise.all(
    ["a", "b", "c", "d"].map((machine) =>
      turns.take(turn(machine, "controlplane"), async () => {
        await settle();
        order.push(machine);
      }),
    ),
  );
  expect(order).toEqual(["a", "b", "c", "d"]);
});

test("One that fails halts those that wait and those that come, but none that does not mind", async () => {
  const turns = new Turns();
  const ran: string[] = [];
  const sick = turns.take(turn("sick", "controlplane"), async () => {
    await settle();
    throw new Error("etcd is not well");
  });
  const waiting = turns.take(turn("waiting", "controlplane"), async () => void ran.push("waiting"));
  const worker = turns.take(turn("worker", "worker", { haltOnFailure: false }), async () => void ran.push("worker"));
  const leaving = turns.take(
    turn("leaving", "controlplane", { what: "remove", haltOnFailure: false }),
    async () => void ran.push("leaving"),
  );
  const results = await Promise.allSettled([sick, waiting, worker, leaving]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  await expect(waiting).rejects.toThrow(FleetHaltedError);
  await expect(waiting).rejects.toThrow(/"sick" did not become healthy .*etcd is not well/);
  await expect(turns.take(turn("late", "worker"), async () => undefined)).rejects.toThrow(FleetHaltedError);
  expect(ran.sort()).toEqual(["leaving", "worker"]);
});

test("One that is cancelled while it waits leaves the queue, and halts nobody", async () => {
  const turns = new Turns();
  const controller = new AbortController();
  let end: () => void = () => undefined;
  const first = turns.take(turn("first", "worker"), () => new Promise<void>((resolve) => (end = resolve)));
  const second = turns.take(turn("second", "worker", { signal: controller.signal }), async () => undefined);
  const third = turns.take(turn("third", "worker"), async () => "third");
  controller.abort(new Error("stop"));
  await expect(second).rejects.toThrow("stop");
  end();
  await first;
  expect(await third).toBe("third");
  await expect(
    turns.take(turn("fourth", "worker", { signal: AbortSignal.abort(new Error("too late")) }), async () => undefined),
  ).rejects.toThrow("too late");
});

test("A turn that is cancelled while it runs halts nobody", async () => {
  const turns = new Turns();
  const controller = new AbortController();
  const running = turns.take(turn("first", "worker", { signal: controller.signal }), async () => {
    controller.abort(new Error("stop"));
    throw controller.signal.reason;
  });
  await expect(running).rejects.toThrow("stop");
  expect(await turns.take(turn("second", "worker"), async () => "second")).toBe("second");
});

test("Who waits for a turn says after whom", async () => {
  const turns = new Turns();
  expect(turnText(turns, turn("cp-1", "controlplane"))).toBe('waiting for the turn of "cp-1" to reboot');
  let end: () => void = () => undefined;
  const first = turns.take(turn("cp-1", "controlplane"), () => new Promise<void>((resolve) => (end = resolve)));
  const second = turns.take(turn("cp-2", "controlplane"), async () => undefined);
  await settle();
  expect(turnText(turns, turn("cp-3", "controlplane"))).toBe(
    'waiting for the turn of "cp-3" to reboot, after "cp-1", "cp-2"',
  );
  expect(turns.before("worker")).toEqual([]);
  end();
  await Promise.all([first, second]);
  expect(turns.before("controlplane")).toEqual([]);
});

import { EventLog } from "../../../../sandbox/talos/machine/event-log";
import { type SequenceName, Sequencer } from "../../../../sandbox/talos/machine/sequencer";
import { ManualClock } from "../../../../sandbox/world";
import { Code } from "../../../../wire/talos/generated/common";

function make() {
  const clock = new ManualClock();
  const events = new EventLog(() => clock.now(), "0123456789ab");
  const life = new AbortController();
  const fatal: string[] = [];
  const sequencer = new Sequencer(clock, events, life.signal, (name) => fatal.push(name));
  const told = () =>
    events.past({ tailEvents: -1, tailId: "", tailSeconds: 0, actorId: "" }).map(({ name, payload }) => ({
      name,
      ...payload,
    }));
  return { clock, life, fatal, sequencer, told };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const never = () => new Promise<void>(() => {});
const lasting = (name: SequenceName) => ({
  name,
  phases: [
    {
      name: "work",
      run: (signal: AbortSignal) =>
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    },
  ],
});

describe("A machine's sequences", () => {
  it("tell themselves, their phases and tasks, and end done", async () => {
    const { sequencer, told } = make();
    const phases = [{ name: "a", tasks: ["t"] }, { name: "b" }];
    expect(await sequencer.run({ name: "boot", phases, actorId: "me" })).toEqual({ kind: "done" });
    expect(told().map((event) => Object.values(event).slice(0, 3))).toEqual([
      ["SequenceEvent", "boot", 1],
      ["PhaseEvent", "a", 0],
      ["TaskEvent", "t", 0],
      ["TaskEvent", "t", 1],
      ["PhaseEvent", "a", 1],
      ["PhaseEvent", "b", 0],
      ["PhaseEvent", "b", 1],
      ["SequenceEvent", "boot", 2],
    ]);
    expect(sequencer.running).toBeUndefined();
  });

  it.each<[SequenceName, SequenceName, boolean]>([
    ["boot", "reboot", true],
    ["boot", "reset", true],
    ["boot", "upgrade", true],
    ["boot", "shutdown", false],
    ["reboot", "reboot", true],
    ["reset", "reboot", true],
    ["initialize", "reboot", true],
    ["upgrade", "reboot", false],
    ["shutdown", "reboot", false],
    ["reboot", "upgrade", false],
  ])("while %s runs, %s takes over: %s", async (running, wanted, isIn) => {
    const { sequencer, told, fatal } = make();
    const first = sequencer.run(lasting(running));
    const second = await sequencer.run({ name: wanted, phases: [] });
    expect(second.kind).toBe(isIn ? "done" : "locked");
    if (isIn) {
      expect(await first).toEqual({ kind: "superseded" });
    } else {
      expect(told().at(-1)).toMatchObject({ sequence: wanted, action: 0, error: { code: Code.LOCKED } });
      expect(sequencer.running).toBe(running);
      expect((await sequencer.run({ name: wanted, phases: [], takesOver: true })).kind).toBe("done");
      expect(await first).toEqual({ kind: "superseded" });
    }
    expect(fatal).toEqual([]);
  });

  it("that fail have stopped first, and then say why and where", async () => {
    const { sequencer, told, fatal } = make();
    const run = () => {
      throw new Error("it broke");
    };
    const end = await sequencer.run({ name: "upgrade", phases: [{ name: "a" }, { name: "b", run }] });
    expect(end).toMatchObject({ kind: "failed" });
    const [stop, noop] = told().slice(-2);
    expect(stop).toMatchObject({ sequence: "upgrade", action: 2 });
    const message = "sequence failed: error running phase 2 in upgrade sequence: task 1/1: failed, it broke";
    expect(noop).toMatchObject({ sequence: "upgrade", action: 0, error: { code: Code.FATAL, message } });
    expect(fatal).toEqual(["upgrade"]);
    expect(sequencer.running).toBeUndefined();
  });

  it("take their time, and end without a word when the machine goes", async () => {
    const { clock, life, sequencer, told } = make();
    const done = sequencer.run({ name: "boot", delayMs: 500, phases: [{ name: "a", durationMs: 1000 }] });
    clock.advance(499);
    expect(told()).toHaveLength(1);
    clock.advance(1);
    await turn();
    clock.advance(1000);
    expect(await done).toEqual({ kind: "done" });
    const other = sequencer.run({
      name: "reboot",
      phases: [
        { name: "a", durationMs: 1000 },
        { name: "b", run: never },
      ],
    });
    const before = told().length;
    life.abort(new Error("off"));
    expect(await other).toEqual({ kind: "superseded" });
    expect(
      told()
        .slice(before)
        .some(({ name }) => name === "SequenceEvent"),
    ).toBe(false);
  });
});

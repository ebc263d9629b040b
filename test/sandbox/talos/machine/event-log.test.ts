import { EventLog } from "../../../../sandbox/talos/machine/event-log";

const all = { tailEvents: -1, tailId: "", tailSeconds: 0, actorId: "" };

function told(count: number) {
  const time = { ms: 0 };
  const log = new EventLog(() => time.ms, "0123456789ab");
  for (let index = 0; index < count; index += 1) {
    time.ms += 1000;
    log.emit("PhaseEvent", { phase: `phase ${index}`, action: 0 }, index % 2 === 0 ? "even" : "odd");
  }
  return log;
}

describe("Events of a machine", () => {
  it("have ids of twenty digits in the order in which they were told", () => {
    const ids = told(100)
      .past(all)
      .map(({ id }) => id);
    expect(ids.every((id) => /^[0-9a-v]{20}$/.test(id))).toBe(true);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it("of the past are the last so many, those after one, those of some seconds, or one actor's", () => {
    const log = told(10);
    const phases = (filter: Partial<typeof all>) => log.past({ ...all, tailEvents: 0, ...filter }).length;
    expect([phases({}), phases({ tailEvents: 3 }), phases({ tailEvents: 99 }), phases({ tailEvents: -1 })]).toEqual([
      0, 3, 10, 10,
    ]);
    expect(phases({ tailSeconds: 4 })).toBe(5);
    expect(phases({ tailId: log.past(all)[6]?.id ?? "" })).toBe(3);
    expect(phases({ tailEvents: -1, actorId: "odd" })).toBe(5);
    expect(phases({ tailEvents: -1, actorId: "nobody" })).toBe(0);
  });

  it("are forgotten after a thousand, and heard by those who listen", () => {
    const log = told(1200);
    expect(log.past(all)).toHaveLength(1000);
    const heard: string[] = [];
    const leave = log.follow(({ name }) => heard.push(name));
    log.emit("RestartEvent", { cmd: 1n });
    leave();
    log.emit("RestartEvent", { cmd: 2n });
    expect(heard).toEqual(["RestartEvent"]);
  });
});

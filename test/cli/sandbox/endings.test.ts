import { Endings } from "../../../cli/sandbox/endings";

/** Node tells its listeners of a signal just so. */
const signal = (name: NodeJS.Signals) => process.emit(name, name);

test("the first signal resolves, also one that came before anybody waited", async () => {
  const endings = new Endings();
  try {
    expect(endings.isOver).toBe(false);
    const first = endings.first();
    signal("SIGINT");
    await first;
    const early = new Endings();
    signal("SIGTERM");
    expect(early.isOver).toBe(true);
    await early.first();
    early.close();
  } finally {
    endings.close();
  }
  expect(process.listenerCount("SIGTERM")).toBe(0);
});

test("a child gets what a terminal has not sent it already", () => {
  const isTTY = process.stdin.isTTY;
  const endings = new Endings();
  const sent: NodeJS.Signals[] = [];
  try {
    process.stdin.isTTY = true;
    endings.passTo({ kill: (name) => sent.push(name) > 0 });
    signal("SIGINT");
    signal("SIGTERM");
    expect(sent).toEqual(["SIGTERM"]);
  } finally {
    process.stdin.isTTY = isTTY;
    endings.close();
  }
});

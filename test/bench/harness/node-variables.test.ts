import { nodeVariables, nodeVariablesNote } from "../../../bench/harness/node-variables";

const environment = { NODE_EXTRA_CA_CERTS: "/ca.pem", PATH: "/bin", NODE_OPTIONS: "--x" };

test("Node's own variables are found", () => {
  expect(nodeVariables(environment)).toEqual(["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS"]);
});

test("A result says what became of them, and their names are told where they were left out", () => {
  const said: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  try {
    expect(nodeVariablesNote(false, environment)).toBe("left_out");
    expect(said).toEqual([expect.stringContaining("NODE_EXTRA_CA_CERTS, NODE_OPTIONS")]);
    expect(nodeVariablesNote(true, environment)).toBe("kept");
    expect(nodeVariablesNote(false, { PATH: "/bin" })).toBe("none");
    expect(said).toHaveLength(1);
  } finally {
    log.mockRestore();
  }
});

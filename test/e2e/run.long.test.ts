/** `npm run e2e` on the sandbox, as far as that goes: the scenes, the clean-up, and who is asked. */
import { type Sandbox, startSandbox } from "../../sandbox";
import { findCores } from "../../scripts/cores";
import { describeIf } from "../support/availability";
import { type RunOptions, runEndToEnd } from "./run";
import { SCENES } from "./scenes";

const [core] = findCores();
const LIMIT_MS = 900_000;

describeIf(core !== undefined, "there is neither terraform nor tofu", "npm run e2e on the sandbox", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const options = (more: Partial<RunOptions> = {}): RunOptions => {
    if (core === undefined) throw new RangeError("Cannot run without a core");
    const { HCLOUD_ENDPOINT: endpoint = "", HCLOUD_TOKEN: token = "" } = sandbox.environment;
    return {
      ...{ core, access: { endpoint, token }, environment: sandbox.environment, cluster: "e2e-test" },
      ...{ ask: async () => true, print: () => {}, pause: async () => {}, signal: new AbortController().signal },
      ...more,
    };
  };
  const left = () => {
    const { servers, networks, firewalls, loadBalancers, placementGroups } = sandbox.world.state;
    return [servers, networks, firewalls, loadBalancers, placementGroups].map(({ size }) => size);
  };

  test(
    "every scene passes, and nothing is left",
    async () => {
      const evidence = await runEndToEnd(options());
      expect(evidence.map(({ what, result, detail }) => (result === "passed" ? result : `${what}: ${detail}`))).toEqual(
        [...SCENES, "clean"].map(() => "passed"),
      );
      expect(left()).toEqual([0, 0, 0, 0, 0]);
    },
    LIMIT_MS,
  );

  test(
    "a scene that fails halfway is told, and what it left is deleted by its label",
    async () => {
      sandbox.world.faults.add({
        ...{ door: "hetzner", what: "POST", match: "^/servers$", skip: 1 },
        effect: { status: 412, code: "resource_unavailable", message: "sold out" },
      });
      const evidence = await runEndToEnd(options({ scenes: SCENES.slice(0, 2) }));
      expect(evidence.map(({ result }) => result)).toEqual(["passed", "failed", "passed"]);
      expect(evidence[1]?.detail).toContain("sold out");
      expect(evidence[2]?.detail).toMatch(/^[1-9]\d* things were deleted/);
      expect(left()).toEqual([0, 0, 0, 0, 0]);
    },
    LIMIT_MS,
  );
});

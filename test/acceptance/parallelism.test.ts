/** Terraform's ten calls at a time really run at the same time. */
import { defineProvider } from "../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { describeCores } from "../support/cores";
import { type InProcessProvider, serveInProcess } from "../support/in-process";
import { Workspace } from "../support/terraform";

const TOGETHER = 10;
const ADDRESS = "registry.terraform.io/bench/barrier";

const meetingSchema = schema({
  description: "Is created when ten of its kind are.",
  attributes: { number: attribute(types.int64, { required: true, description: "Which one." }) },
});

/** Lets nobody pass until `count` have come. */
function barrier(count: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < count) return;
      for (const pass of waiting) pass();
      waiting = [];
    });
}

function meetingProvider() {
  const meet = barrier(TOGETHER);
  return defineProvider({
    name: "barrier",
    version: "1.0.0",
    schema: schema({ description: "Meetings.", attributes: {} }),
    configure: async () => undefined,
    resources: {
      barrier_meeting: () => () =>
        defineResource({
          schema: meetingSchema,
          create: async ({ plan }) => {
            await meet();
            return { state: plan };
          },
          read: async () => same(),
          delete: async () => meet(),
        }),
    },
    dataSources: {},
    ephemeralResources: {},
    functions: {},
  });
}

describeCores("Parallelism", (core) => {
  let provider: InProcessProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    provider = await serveInProcess(meetingProvider(), ADDRESS);
    workspace = new Workspace({ core, environment: provider.environment });
  });
  afterEach(() => {
    workspace.remove();
    provider.close();
  });

  test("ten creates and ten deletes wait for one another, and none waits for ever", async () => {
    workspace.write(
      "main.tf",
      `terraform {
  required_providers {
    barrier = { source = "${ADDRESS}" }
  }
}
resource "barrier_meeting" "all" {
  count  = ${TOGETHER}
  number = count.index
}
`,
    );
    await workspace.apply();
    expect(workspace.addresses()).toHaveLength(TOGETHER);
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(workspace.addresses()).toEqual([]);
  });
});

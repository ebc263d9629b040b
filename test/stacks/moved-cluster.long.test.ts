/** A cluster whose construct is called otherwise, by either way of docs/guides/from-plain-hcl.md: the plan is empty. */
import { type App, TerraformResource, TerraformStack } from "cdktf";
import { HcloudProvider } from "../../constructs/bindings/hcloud";
import { HephaestusProvider, TalosCluster } from "../../stacks";
import { describeCores } from "../support/cores";
import { StackStage } from "../support/stack-stage";

const LIMIT_MS = 600_000;

/** A cluster in a stack of the user's own. */
class Company extends TerraformStack {
  readonly cluster: TalosCluster;

  constructor(app: App, id: string) {
    super(app, "company");
    new HcloudProvider(this, "hcloud");
    new HephaestusProvider(this, "hephaestus");
    this.cluster = new TalosCluster(this, id, {
      clusterName: "moved",
      hetzner: { region: "hel1" },
      nodes: {
        controlPlane: { count: 1, type: "cpx22", volumes: [{ name: "data", sizeGiB: 10 }] },
        workers: { count: 1, type: "cpx22", rdns: "{{ hostname }}.example.com" },
      },
      loadBalancer: { ingress: [{ ports: [{ listen: 443, target: 30443 }] }] },
    });
  }

  /** Every resource, by its place below the cluster. */
  resources(): ReadonlyMap<string, TerraformResource> {
    const { cluster } = this;
    const found = cluster.node.findAll().filter((each) => each instanceof TerraformResource);
    return new Map(found.map((each) => [each.node.path.slice(cluster.node.path.length), each]));
  }
}

/** The addresses of every resource, by its place below the cluster. */
function addressesOf(stack: Company): ReadonlyMap<string, string> {
  const entries = [...stack.resources()].map(([place, { terraformResourceType, friendlyUniqueId }]) => {
    return [place, `${terraformResourceType}.${friendlyUniqueId}`] as const;
  });
  return new Map(entries);
}

describeCores("A running cluster whose construct gets another name", (core) => {
  let stage: StackStage;
  let before: ReadonlyMap<string, string> = new Map();

  /** Synthesises it under a name; gives the addresses that its resources have. */
  async function synthesise(id: string, change: (stack: Company) => void = () => {}) {
    let addresses: ReadonlyMap<string, string> = new Map();
    await stage.synthesise("company", (app) => {
      const stack = new Company(app, id);
      change(stack);
      addresses = addressesOf(stack);
    });
    return addresses;
  }

  beforeAll(async () => {
    stage = await StackStage.start(core);
    before = await synthesise("old");
    await stage.apply();
  }, LIMIT_MS);
  afterAll(() => stage?.close());

  test(
    "would be made anew otherwise",
    async () => {
      await synthesise("young");
      const changes = await stage.plan();
      expect(changes.filter(({ action }) => action === "delete")).toHaveLength(before.size);
    },
    LIMIT_MS,
  );

  test(
    "keeps everything where blocks say what has moved",
    async () => {
      await synthesise("young", (stack) => {
        const pairs = [...addressesOf(stack)].map(([place, to]) => ({ from: before.get(place), to }));
        stack.addOverride("moved", pairs);
      });
      expect(await stage.plan()).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    "keeps everything where its state is moved",
    async () => {
      const after = await synthesise("young");
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [place, address] of after) await stage.run("state", "mv", before.get(place) ?? "", address);
      expect(await stage.plan()).toEqual([]);
      await stage.destroy();
      expect(stage.leftOver()).toEqual([]);
    },
    LIMIT_MS,
  );
});

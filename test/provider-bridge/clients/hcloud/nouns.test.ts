/** The nouns of the client against the sandbox, which is held to Hetzner's own clients and OpenAPI document. */
import {
  ActionWaiter,
  createServer,
  createSnapshot,
  createSshKey,
  deleteImage,
  deleteServer,
  deleteSshKey,
  findImage,
  findServer,
  HcloudApi,
  listServers,
  listServerTypes,
  listSnapshots,
  listSshKeys,
  protectImage,
  runServerAction,
  updateImage,
} from "../../../../provider-bridge/clients/hcloud";
import { createHttpSend, systemClock } from "../../../../provider-bridge/clients/transport";
import { type Sandbox, startSandbox } from "../../../../sandbox";
import { generateOpensshKey } from "../../../../sandbox/openssh-key";
import { callContext } from "../../../support/call-context";

describe("Hetzner's nouns on the sandbox", () => {
  const { send, close } = createHttpSend();
  const context = callContext();
  let sandbox: Sandbox;
  let api: HcloudApi;
  let actions: ActionWaiter;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const { HCLOUD_ENDPOINT: endpoint = "", HCLOUD_TOKEN: token = "" } = sandbox.environment;
    api = new HcloudApi({ endpoint, token, userAgent: "test/1", send, clock: systemClock, random: Math.random });
    actions = new ActionWaiter(api, systemClock);
  });

  afterAll(async () => {
    close();
    await sandbox.close();
  });

  test("key, server, rescue, snapshot, and all gone again", async () => {
    const labels = { cluster: "test", "managed-by": "hephaestus" };
    const { publicKey } = generateOpensshKey("temporary");
    const key = await createSshKey(api, { name: "temporary", publicKey, labels }, context);
    expect(await listSshKeys(api, labels, context)).toEqual([key]);

    const spec = { name: "builder", serverType: "cx23", location: "fsn1", image: "ubuntu-24.04", start: false };
    const made = await createServer(api, { ...spec, sshKeyIds: [key.id], labels }, context);
    for (const action of made.actions) await actions.done(action, context);
    const { id } = made.server;
    const server = await findServer(api, id, context);
    expect(server).toMatchObject({ name: "builder", status: "off", serverType: "cx23", location: "fsn1", labels });
    expect(await listServers(api, labels, context)).toEqual([server]);

    await actions.done(await runServerAction(api, id, "enable_rescue", { ssh_keys: [key.id] }, context), context);
    await actions.done(await runServerAction(api, id, "poweron", undefined, context), context);
    expect(await findServer(api, id, context)).toMatchObject({ status: "running" });
    await actions.done(await runServerAction(api, id, "poweroff", undefined, context), context);

    const snapshot = await createSnapshot(api, id, { description: "a disk", labels }, context);
    await actions.done(snapshot.action, context);
    const image = await findImage(api, snapshot.image.id, context);
    expect(image).toMatchObject({ status: "available", type: "snapshot", architecture: "x86", diskGiB: 40, labels });
    expect(await listSnapshots(api, labels, context)).toEqual([image]);
    const change = { description: "another", labels: { ...labels, os: "talos" } };
    expect(await updateImage(api, snapshot.image.id, change, context)).toMatchObject(change);

    await actions.done(await protectImage(api, snapshot.image.id, true, context), context);
    await expect(deleteImage(api, snapshot.image.id, context)).rejects.toMatchObject({ code: "protected" });
    await actions.done(await protectImage(api, snapshot.image.id, false, context), context);
    for (let time = 0; time < 2; time += 1) {
      await deleteImage(api, snapshot.image.id, context);
      const deletion = await deleteServer(api, id, context);
      if (deletion !== undefined) await actions.done(deletion, context);
      await deleteSshKey(api, key.id, context);
    }
    expect(await findServer(api, id, context)).toBeUndefined();
    expect(await findImage(api, snapshot.image.id, context)).toBeUndefined();
  }, 20_000);

  test("the catalogue has types with offers, prices and what is announced to end", async () => {
    const types = await listServerTypes(api, context);
    const cx23 = types.find(({ name }) => name === "cx23");
    expect(cx23).toMatchObject({ architecture: "x86", diskGiB: 40 });
    expect(cx23?.offers.find(({ location }) => location === "fsn1")?.pricePerMonth).toBeGreaterThan(0);
    expect(types.filter(({ architecture }) => architecture === "arm").map(({ name }) => name)).toContain("cax11");
    expect(types.flatMap(({ offers }) => offers).some(({ deprecatedSince }) => deprecatedSince !== null)).toBe(true);
  });
});

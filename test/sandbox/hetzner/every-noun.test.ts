/** What holds for every kind of thing alike: limits, names, protection, labels, sorting, what is gone. */
import { generateKeyPairSync } from "node:crypto";
import { type Sandbox, startSandbox } from "../../../sandbox";
import { ApiClient } from "./api-client";

let sandbox: Sandbox;
let api: ApiClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  api = new ApiClient(sandbox.environment);
});
afterEach(() => sandbox.close());

let made = 0;

/** A body for each kind, with another key each time. */
const bodies: Readonly<Record<string, () => object>> = {
  servers: () => ({ server_type: "cx23", image: "debian-13", start_after_create: false }),
  networks: () => ({ ip_range: "10.0.0.0/16" }),
  firewalls: () => ({}),
  load_balancers: () => ({ load_balancer_type: "lb11", location: "fsn1" }),
  volumes: () => ({ size: 10, location: "fsn1" }),
  primary_ips: () => ({ type: "ipv4", location: "fsn1" }),
  floating_ips: () => ({ type: "ipv4", home_location: "fsn1" }),
  placement_groups: () => ({ type: "spread" }),
  ssh_keys: () => ({ public_key: publicKey() }),
  certificates: () => ({ type: "managed", domain_names: ["example.com"] }),
};

function publicKey(): string {
  const { x = "" } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const word = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([word(Buffer.from("ssh-ed25519")), word(Buffer.from(x, "base64url"))]);
  return `ssh-ed25519 ${blob.toString("base64")}`;
}

const body = (noun: string, more: object = {}) => ({ name: `n${made++}`, ...bodies[noun]?.(), ...more });
const nouns = Object.keys(bodies);

/** `ssh_keys` → `ssh_key` */
const singular = (noun: string) => noun.slice(0, -1);
/** `ssh_keys` → `sshKeys` */
const collection = (noun: string) => noun.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());

test.each(nouns)("%s: no more than the project may have, and none again when one has gone", async (noun) => {
  const before = (await api.get(`/${noun}`)).body.get("meta").get("pagination").get("total_entries").number();
  const id = await api.create(`/${noun}`, body(noun));
  sandbox.world.state.limits = { [collection(noun)]: before + 1 };
  const refused = await api.post(`/${noun}`, body(noun));
  expect([refused.status, refused.code]).toEqual([403, "resource_limit_exceeded"]);
  expect(refused.body.get("error").get("details").value).toEqual({ limits: [{ name: `${singular(noun)}_limit` }] });
  await api.delete(`/${noun}/${id}`);
  expect((await api.post(`/${noun}`, body(noun))).status).toBe(201);
});

test.each(nouns)("%s: a name is one thing's, when made and when changed", async (noun) => {
  await api.create(`/${noun}`, body(noun, { name: "taken" }));
  const again = await api.post(`/${noun}`, body(noun, { name: "taken" }));
  expect([again.status, again.code]).toEqual([409, "uniqueness_error"]);
  expect(again.body.get("error").get("details").value).toEqual({ fields: [{ name: "name" }] });
  const other = await api.create(`/${noun}`, body(noun));
  expect((await api.put(`/${noun}/${other}`, { name: "taken" })).code).toBe("uniqueness_error");
});

test.each(nouns.filter((noun) => !["firewalls", "placement_groups", "ssh_keys", "certificates"].includes(noun)))(
  "%s: what is protected is not deleted, not even behind a lock",
  async (noun) => {
    const id = await api.create(`/${noun}`, body(noun));
    const protect = (on: boolean) =>
      api.post(`/${noun}/${id}/actions/change_protection`, {
        delete: on,
        ...(noun === "servers" ? { rebuild: on } : {}),
      });
    expect((await protect(true)).status).toBe(201);
    const shown = (await api.get(`/${noun}/${id}`)).body.get(singular(noun)).get("protection");
    expect(shown.get("delete").flag()).toBe(true);
    const refused = await api.delete(`/${noun}/${id}`);
    expect([refused.status, refused.code]).toEqual([423, "protected"]);
    if (noun === "servers") {
      expect((await api.post(`/servers/${id}/actions/rebuild`, { image: "debian-13" })).code).toBe("protected");
    }
    expect((await protect(false)).status).toBe(201);
    expect((await api.delete(`/${noun}/${id}`)).status).toBeLessThan(300);
  },
);

test.each(nouns)("%s: found by labels and name, in order, and by nothing when gone", async (noun) => {
  const ids = [
    await api.create(`/${noun}`, body(noun, { name: "b", labels: { role: "x", zone: "1" } })),
    await api.create(`/${noun}`, body(noun, { name: "a", labels: { role: "y" } })),
  ];
  const found = async (query: string) =>
    (await api.get(`/${noun}?${query}`)).body
      .get(noun)
      .list()
      .map((thing) => thing.get("id").number());
  expect(await found("label_selector=role%3Dx")).toEqual([ids[0]]);
  expect(await found("label_selector=role+in+(x,y),!zone")).toEqual([ids[1]]);
  expect(await found("label_selector=role%21%3Dx,role")).toEqual([ids[1]]);
  expect(await found("name=a")).toEqual([ids[1]]);
  expect((await found("sort=id:desc")).slice(0, 2)).toEqual([...ids].reverse());
  for (const query of ["label_selector=role+in", "label_selector=%3D%3D", "sort=colour", "page=-1", "per_page=x"]) {
    const refused = await api.get(`/${noun}?${query}`);
    expect([query, refused.status, refused.code]).toEqual([query, 422, "invalid_input"]);
  }
  for (const id of ids) await api.delete(`/${noun}/${id}`);
  expect(await found("label_selector=role")).toEqual([]);
  for (const id of ids) {
    for (const answer of [
      await api.get(`/${noun}/${id}`),
      await api.put(`/${noun}/${id}`, { name: "c" }),
      await api.delete(`/${noun}/${id}`),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, "not_found"]);
    }
  }
});

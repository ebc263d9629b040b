/** Whom a connection takes for the machine at an address, and what a call that was turned away comes to. */
import {
  kinds,
  listResources,
  readCredential,
  reboot,
  type TalosCredential,
  TalosPool,
  talosVersion,
} from "../../../../provider-bridge/clients/talos";
import { systemClock } from "../../../../provider-bridge/clients/transport";
import { type CertificateOptions, issue, type KeyPair, selfSigned } from "../../../../sandbox/pki";
import { callContext } from "../../../support/call-context";
import { H2Peer } from "./h2-peer";

const hourMs = 3_600_000;
const validity = () => ({ notBeforeMs: Date.now() - hourMs, notAfterMs: Date.now() + hourMs });
const newAuthority = () => selfSigned({ subject: { organizations: ["talos"] }, ...validity() });
const serverOf = (authority: KeyPair, names: Pick<CertificateOptions, "ips" | "dnsNames">) =>
  issue(authority, { subject: { commonName: "cp-1" }, usages: ["server"], ...names, ...validity() });
const base64 = (text: string) => Buffer.from(text).toString("base64");

let authority: KeyPair;
let ours: TalosCredential;
let peer: H2Peer | undefined;
let pool: TalosPool;

beforeAll(async () => {
  authority = await newAuthority();
  const client = await issue(authority, {
    subject: { organizations: ["os:admin"] },
    usages: ["client"],
    ...validity(),
  });
  ours = readCredential({
    caCertificate: base64(authority.certificatePem),
    clientCertificate: base64(client.certificatePem),
    clientKey: base64(client.keyPem),
  });
});
beforeEach(() => {
  pool = new TalosPool({ clock: systemClock, random: () => 0 });
});
afterEach(async () => {
  pool.closeAll();
  await peer?.close();
  peer = undefined;
});

test("an address is no name: none stands in the handshake, and the certificate must be good for the address", async () => {
  peer = await H2Peer.start((host) => serverOf(authority, { ips: [host] }));
  await talosVersion(pool.node(peer.host, ours), callContext());
  expect(peer.names).toEqual([false]);
  expect(peer.answered).toEqual(["/machine.MachineService/Version"]);
});

test.each<[string, (host: string) => Promise<KeyPair>]>([
  ["of another address", () => serverOf(authority, { ips: ["192.0.2.1"] })],
  ["of a name", () => serverOf(authority, { dnsNames: ["cp-1.example"] })],
  ["of a name that looks like the address", (host) => serverOf(authority, { dnsNames: [host] })],
  ["of another CA", async (host) => serverOf(await newAuthority(), { ips: [host] })],
])("a certificate %s: refused, and nothing is sent", async (_what, identity) => {
  peer = await H2Peer.start(identity);
  const refused = talosVersion(pool.node(peer.host, ours), callContext());
  await expect(refused).rejects.toMatchObject({ code: "not_trusted", nothingSent: true });
  expect(peer.answered).toEqual([]);
});

test("a call that was turned away is sent again, also one that changes something: nobody has looked at it", async () => {
  peer = await H2Peer.start((host) => serverOf(authority, { ips: [host] }));
  peer.refusals = 2;
  const context = callContext();
  await reboot(pool.node(peer.host, ours), context);
  expect(peer.answered).toEqual(["/machine.MachineService/Reboot"]);
  expect(
    context.lines.map(({ fields }) => fields["failure"]).filter((failure) => failure === "turned_away"),
  ).toHaveLength(2);
  expect(peer.names).toHaveLength(3); // Each time over another connection: this one is on its way out.
});

test("one that is turned away again and again is told as one that may pass, with nothing done", async () => {
  peer = await H2Peer.start((host) => serverOf(authority, { ips: [host] }));
  peer.refusals = 100;
  const refused = reboot(pool.node(peer.host, ours), callContext());
  await expect(refused).rejects.toMatchObject({ code: "turned_away", nothingSent: true, mayPass: true });
});

test("a list that was turned away is asked for again, and is as long as it is", async () => {
  peer = await H2Peer.start((host) => serverOf(authority, { ips: [host] }));
  peer.refusals = 1;
  peer.frames = [];
  expect(await listResources(pool.node(peer.host, ours), kinds.nodeStatus, callContext())).toEqual([]);
  expect(peer.answered).toEqual(["/cosi.resource.State/List"]);
});

test("a list without an end is refused, however short its messages are", async () => {
  peer = await H2Peer.start((host) => serverOf(authority, { ips: [host] }));
  const frame = Buffer.alloc(1_048_576 + 5);
  frame.writeUInt32BE(1_048_576, 1);
  peer.frames = Array.from({ length: 33 }, () => frame);
  const refused = listResources(pool.node(peer.host, ours), kinds.nodeStatus, callContext());
  await expect(refused).rejects.toThrow("more than 33554432 bytes come");
  expect(peer.answered).toHaveLength(1);
});

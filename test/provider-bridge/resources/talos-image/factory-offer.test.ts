import { ImageFactory } from "../../../../provider-bridge/clients/image-factory";
import { type Clock, type Send, TransportError } from "../../../../provider-bridge/clients/transport";
import { Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../../provider-bridge/framework/values/path";
import { tellUnoffered } from "../../../../provider-bridge/resources/talos-image/factory-offer";
import type { ImageRequest } from "../../../../provider-bridge/resources/talos-image/model";
import { callContext } from "../../../support/call-context";
import { fakeClock, standingClock } from "../../../support/fake-clock";

const versions = ["v1.12.0", "v1.13.8", "v1.13.9"];
const extensions = ["siderolabs/qemu-guest-agent", "siderolabs/iscsi-tools"].map((name) => ({
  name,
  ref: "r",
  digest: "d",
}));
const pages: Readonly<Record<string, unknown>> = {
  "/versions": versions,
  "/version/v1.13.9/extensions/official": extensions,
};
const wanted: ImageRequest = {
  ...{ talos_version: "1.13.9", architecture: "amd64" },
  ...{ schematic_id: null, schematic: null, extensions: null, kernel_args: null, source_url: null },
};

const plain = { url: "https://factory.test", userAgent: "test", clock: fakeClock(), random: () => 0 };

/** Pages that never come. */
const silence: Send = (_request, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

/** What is told of a request by a factory that is asked so; `clock` ends the wait for it. */
async function told(request: Partial<ImageRequest>, send: Send, clock: Clock = standingClock()) {
  const asked: string[] = [];
  const factory = new ImageFactory({
    ...plain,
    send: (sent, context) => {
      asked.push(sent.url.pathname);
      return send(sent, context);
    },
  });
  const diagnostics = new Diagnostics();
  const context = callContext();
  const clients = { imageFactory: () => factory, clock };
  await tellUnoffered({ ...wanted, ...request }, clients, { ...context, diagnostics });
  return { asked, list: diagnostics.list, lines: context.lines.map(({ message }) => message) };
}

function answering(given: Readonly<Record<string, unknown>>): Send {
  return async ({ url }) => ({ status: 200, headers: {}, body: JSON.stringify(given[url.pathname]) });
}

test("what the factory has is no matter", async () => {
  const { asked, list } = await told({ extensions: ["siderolabs/iscsi-tools"] }, answering(pages));
  expect([asked, list]).toEqual([Object.keys(pages), []]);
  expect((await told({}, answering(pages))).asked).toEqual(["/versions"]);
});

test("a version that it lacks is told with the nearest", async () => {
  const { list } = await told({ talos_version: "v1.13.99" }, answering(pages));
  const detail = 'The Image Factory has no Talos "v1.13.99"; the nearest is "v1.13.9".';
  const at = path("talos_version");
  expect(list).toEqual([{ severity: "error", summary: "Talos version does not exist", detail, path: at }]);
});

test("each extension that it lacks is told, with the nearest where there is one", async () => {
  const { list } = await told({ extensions: ["siderolabs/quemu-guest-agent", "mine"] }, answering(pages));
  const lists = "The data source hephaestus_image_factory_extensions lists them.";
  expect(list.map(({ detail }) => detail)).toEqual([
    `The Image Factory has no extension "siderolabs/quemu-guest-agent" for Talos "v1.13.9"; the nearest is "siderolabs/qemu-guest-agent". ${lists}`,
    `The Image Factory has no extension "mine" for Talos "v1.13.9". ${lists}`,
  ]);
});

test("an image of one's own is no matter of the factory's", async () => {
  expect((await told({ source_url: "https://example.com/talos.raw.xz" }, answering(pages))).asked).toEqual([]);
});

test.each([
  ["is not there", () => Promise.reject(new TransportError("not_connected", "Cannot connect")), standingClock()],
  ["says what is known of none", answering({ "/versions": "none" }), standingClock()],
  ["is silent until the time is over", silence, fakeClock()],
] as const)("a factory that %s stops no plan", async (_what, send, clock) => {
  const { list, lines } = await told({ talos_version: "v1.13.99" }, send, clock);
  expect(list).toEqual([]);
  expect(lines).toContain("the Image Factory cannot be asked what it has");
});

test("who is stopped meanwhile is told so", async () => {
  const user = new AbortController();
  const clients = { imageFactory: () => new ImageFactory({ ...plain, send: silence }), clock: standingClock() };
  const request = { ...callContext(user.signal), diagnostics: new Diagnostics() };
  const telling = tellUnoffered(wanted, clients, request);
  user.abort(new Error("stopped"));
  await expect(telling).rejects.toThrow("stopped");
});

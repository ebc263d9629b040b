import { ImageFactory } from "../../../../provider-bridge/clients/image-factory";
import { TransportError } from "../../../../provider-bridge/clients/transport";
import { Diagnostics } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../../provider-bridge/framework/values/path";
import { tellUnoffered } from "../../../../provider-bridge/resources/talos-image/factory-offer";
import type { ImageRequest } from "../../../../provider-bridge/resources/talos-image/model";
import { callContext } from "../../../support/call-context";
import { fakeClock } from "../../../support/fake-clock";

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

/** What is told of a request by a factory that answers these pages, or not at all. */
async function told(request: Partial<ImageRequest>, answers?: typeof pages) {
  const asked: string[] = [];
  const factory = new ImageFactory({
    url: "https://factory.test",
    userAgent: "test",
    clock: fakeClock(),
    random: () => 0,
    send: async ({ url }) => {
      asked.push(url.pathname);
      if (answers === undefined) throw new TransportError("not_connected", "Cannot connect");
      return { status: 200, headers: {}, body: JSON.stringify(answers[url.pathname]) };
    },
  });
  const diagnostics = new Diagnostics();
  const context = callContext();
  await tellUnoffered({ ...wanted, ...request }, { imageFactory: () => factory }, { ...context, diagnostics });
  return { asked, list: diagnostics.list, lines: context.lines.map(({ message }) => message) };
}

test("what the factory has is no matter", async () => {
  const { asked, list } = await told({ extensions: ["siderolabs/iscsi-tools"] }, pages);
  expect([asked, list]).toEqual([Object.keys(pages), []]);
  expect((await told({}, pages)).asked).toEqual(["/versions"]);
});

test("a version that it lacks is told with the nearest", async () => {
  const { list } = await told({ talos_version: "v1.13.99" }, pages);
  const detail = 'The Image Factory has no Talos "v1.13.99"; the nearest is "v1.13.9".';
  const at = path("talos_version");
  expect(list).toEqual([{ severity: "error", summary: "Talos version does not exist", detail, path: at }]);
});

test("each extension that it lacks is told, with the nearest where there is one", async () => {
  const { list } = await told({ extensions: ["siderolabs/quemu-guest-agent", "mine"] }, pages);
  const lists = "The data source hephaestus_image_factory_extensions lists them.";
  expect(list.map(({ detail }) => detail)).toEqual([
    `The Image Factory has no extension "siderolabs/quemu-guest-agent" for Talos "v1.13.9"; the nearest is "siderolabs/qemu-guest-agent". ${lists}`,
    `The Image Factory has no extension "mine" for Talos "v1.13.9". ${lists}`,
  ]);
});

test("an image of one's own is no matter of the factory's", async () => {
  expect((await told({ source_url: "https://example.com/talos.raw.xz" }, pages)).asked).toEqual([]);
});

test("a factory that does not answer, or not what is known of one, stops no plan", async () => {
  for (const answers of [undefined, { "/versions": "none" }]) {
    const { list, lines } = await told({ talos_version: "v1.13.99" }, answers);
    expect(list).toEqual([]);
    expect(lines).toContain("the Image Factory cannot be asked what it has");
  }
});

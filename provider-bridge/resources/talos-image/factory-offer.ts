/** Whether the Image Factory has what is asked for: told while planning, before a server is paid for. */
import type { Clients } from "../../clients/clients";
import { type ImageFactory, ImageFactoryError } from "../../clients/image-factory";
import { type CallContext, within } from "../../clients/transport";
import type { Diagnostics } from "../../framework/diagnostics/diagnostic";
import { path } from "../../framework/values/path";
import { nearest } from "../../talos-config";
import { type ImageRequest, resolveRequest } from "./model";

/** A factory that takes longer does not hold up a plan, milliseconds. */
const askMs = 10_000;

/** Tells what the factory lacks. One that cannot be asked now may be there at apply: nothing is told then. */
export async function tellUnoffered(
  asked: ImageRequest,
  clients: Pick<Clients, "imageFactory" | "clock">,
  request: CallContext & { readonly diagnostics: Diagnostics },
): Promise<void> {
  if (asked.source_url !== null) return;
  const factory = clients.imageFactory();
  try {
    const look = (context: CallContext) => lookedUp(asked, factory, request.diagnostics, context);
    await within(clients.clock, request, { limitMs: askMs, why: tooLong }, look);
  } catch (error) {
    if (!(error instanceof ImageFactoryError)) throw error;
    request.log.warn("the Image Factory cannot be asked what it has", { failure: error.message });
  }
}

async function lookedUp(
  asked: ImageRequest,
  factory: ImageFactory,
  diagnostics: Diagnostics,
  context: CallContext,
): Promise<void> {
  const { talosVersion } = resolveRequest(asked).identity;
  const versions = await factory.versions(context);
  if (!versions.includes(talosVersion)) {
    const detail = `The Image Factory has no Talos "${talosVersion}"${suggestion(talosVersion, versions)}`;
    diagnostics.error("Talos version does not exist", detail, path("talos_version"));
    return;
  }
  if (asked.extensions === null || asked.extensions.length === 0) return;
  const names = (await factory.extensions(talosVersion, context)).map(({ name }) => name);
  for (const name of asked.extensions.filter((each) => !names.includes(each))) {
    const detail = `The Image Factory has no extension "${name}" for Talos "${talosVersion}"${suggestion(name, names)} The data source hephaestus_image_factory_extensions lists them.`;
    diagnostics.error("Extension does not exist", detail, path("extensions"));
  }
}

function tooLong(): ImageFactoryError {
  return new ImageFactoryError("unreachable", `Cannot ask the Image Factory: no answer within ${askMs / 1000} s`);
}

function suggestion(name: string, offered: readonly string[]): string {
  const close = nearest(name, offered);
  return close === undefined ? "." : `; the nearest is "${close}".`;
}

/** The catalogue: which server types can be had where, until when, and for how much. */
import type { CallContext, JsonReader } from "../transport";
import type { HcloudApi } from "./api";
import type { HcloudArchitecture } from "./images";

/** A server type in one location. */
export interface ServerTypeOffer {
  readonly location: string;
  readonly available: boolean;
  /** RFC 3339: when its end was announced; null while it is current. */
  readonly deprecatedSince: string | null;
  /** RFC 3339: from when it cannot be ordered any more. */
  readonly unavailableAfter: string | null;
  /** Net, in the project's currency; null where no price is given. */
  readonly pricePerMonth: number | null;
  readonly pricePerHour: number | null;
}

/** A server type. */
export interface ServerType {
  readonly name: string;
  readonly architecture: HcloudArchitecture;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
  /** One for each location where it exists. */
  readonly offers: readonly ServerTypeOffer[];
}

/** The catalogue, asked for once in the life of a process: it is read at plan time by each image, and changes slowly. */
export class Catalogue {
  readonly #api: HcloudApi;
  #serverTypes: Promise<readonly ServerType[]> | undefined;

  constructor(api: HcloudApi) {
    this.#api = api;
  }

  /** All server types. A failure is not remembered. */
  serverTypes(context: CallContext): Promise<readonly ServerType[]> {
    this.#serverTypes ??= listServerTypes(this.#api, context).catch((error: unknown) => {
      this.#serverTypes = undefined;
      throw error;
    });
    return this.#serverTypes;
  }
}

/** All server types. */
export async function listServerTypes(api: HcloudApi, context: CallContext): Promise<readonly ServerType[]> {
  return (await api.list("/server_types", "server_types", [], context)).map(readServerType);
}

function readServerType(fields: JsonReader): ServerType {
  const prices = new Map(fields.objects("prices").map((price) => [price.text("location"), price]));
  return {
    name: fields.text("name"),
    architecture: fields.text("architecture") === "arm" ? "arm" : "x86",
    cores: fields.number("cores"),
    memoryGiB: fields.number("memory"),
    diskGiB: fields.number("disk"),
    offers: fields.objects("locations").map((location) => readOffer(location, prices)),
  };
}

function readOffer(location: JsonReader, prices: ReadonlyMap<string, JsonReader>): ServerTypeOffer {
  const name = location.text("name");
  const deprecation = location.objectOrNull("deprecation");
  return {
    location: name,
    available: location.boolean("available"),
    deprecatedSince: deprecation?.text("announced") ?? null,
    unavailableAfter: deprecation?.text("unavailable_after") ?? null,
    pricePerMonth: netPrice(prices.get(name), "price_monthly"),
    pricePerHour: netPrice(prices.get(name), "price_hourly"),
  };
}

function netPrice(price: JsonReader | undefined, period: "price_monthly" | "price_hourly"): number | null {
  const net = Number(price?.objectOrNull(period)?.text("net"));
  return Number.isFinite(net) ? net : null;
}

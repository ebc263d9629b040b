/** What belongs to no project: locations, server and load balancer types, ISOs, prices; and datacenters, which are gone. */
import type { World } from "../../world";
import type { Iso } from "../../world/catalogue";
import { ApiError, notFound } from "../api-error";
import { byName, type Filters, listReply } from "../listing";
import { type Route, route } from "../route";
import { pricing } from "./pricing";
import { isoShape, loadBalancerTypeShape, locationShape, serverTypeShape } from "./shape";

interface Entry {
  id: number;
  name: string;
}

interface Table<T extends Entry> {
  plural: string;
  singular: string;
  rows: (world: World) => readonly T[];
  shape: (world: World, row: T) => unknown;
  filters?: Filters<T>;
}

const sort = { id: (entry: Entry) => entry.id, name: (entry: Entry) => entry.name };

/** Today's announcement of the end of datacenters. */
const announcement = "https://docs.hetzner.cloud/changelog#2025-12-16-phasing-out-datacenters";

/** Operations on what belongs to no project. */
export const catalogueRoutes: Route[] = [
  ...tableRoutes({
    plural: "locations",
    singular: "location",
    rows: (world) => world.state.catalogue.locations,
    shape: (_world, row) => locationShape(row),
  }),
  ...tableRoutes({
    plural: "server_types",
    singular: "server_type",
    rows: (world) => world.state.catalogue.serverTypes,
    shape: serverTypeShape,
  }),
  ...tableRoutes({
    plural: "load_balancer_types",
    singular: "load_balancer_type",
    rows: (world) => world.state.catalogue.loadBalancerTypes,
    shape: (_world, row) => loadBalancerTypeShape(row),
  }),
  route("GET /isos", (request) => {
    const wildcard = request.query.get("include_architecture_wildcard") === "true";
    const filters: Filters<Iso> = {
      name: byName,
      architecture: (wanted) => (iso) => (iso.architecture === null ? wildcard : wanted.includes(iso.architecture)),
    };
    return listReply(request, request.world.state.catalogue.isos, { key: "isos", shape: isoShape, sort, filters });
  }),
  getRoute({
    plural: "isos",
    singular: "iso",
    rows: (world) => world.state.catalogue.isos,
    shape: (_world, row) => isoShape(row),
  }),
  route("GET /pricing", (request) => ({ status: 200, body: { pricing: pricing(request.world) } })),
  // A project without these: clients that list everything ask for them too.
  ...["zones", "storage_boxes", "storage_box_types"].map(emptyList),
  route("GET /datacenters", gone),
  route("GET /datacenters/{id}", gone),
];

function tableRoutes<T extends Entry>(table: Table<T>): Route[] {
  return [
    route(`GET /${table.plural}`, (request) =>
      listReply(request, table.rows(request.world), {
        key: table.plural,
        shape: (row) => table.shape(request.world, row),
        sort,
        filters: { name: byName, ...table.filters },
      }),
    ),
    getRoute(table),
  ];
}

function getRoute<T extends Entry>(table: Table<T>): Route {
  return route(`GET /${table.plural}/{id}`, (request) => {
    const id = request.params["id"] ?? "";
    const row = table.rows(request.world).find((entry) => String(entry.id) === id);
    if (row === undefined) throw notFound(table.singular, id);
    return { status: 200, body: { [table.singular]: table.shape(request.world, row) } };
  });
}

function emptyList(plural: string): Route {
  return route(`GET /${plural}`, (request) => listReply(request, [], { key: plural, shape: (none) => none, sort: {} }));
}

function gone(): never {
  throw new ApiError("deprecated_api_endpoint", "API functionality was removed", { details: { announcement } });
}

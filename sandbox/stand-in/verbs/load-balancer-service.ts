import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../provider-bridge/framework/values/path";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { failedWith, type JsonObject, members, retry } from "../api";
import { changedService, foundService, newService } from "./load-balancer-service-values";
import { text } from "./values";
import type { Found, VerbContext, Verbs } from "./verbs";

/** Where a service is: its id is `LOAD_BALANCER__PORT`. */
interface Place {
  readonly loadBalancer: string;
  readonly port: number;
}

function placeOf(id: string): Place | undefined {
  const [, loadBalancer, port] = /^(\d+)__(\d+)$/.exec(id) ?? [];
  return loadBalancer === undefined ? undefined : { loadBalancer, port: Number(port) };
}

/** Undefined where the service, or its load balancer, is gone; such as the id of an import that has another form. */
async function find(id: string, { api }: VerbContext): Promise<JsonObject | undefined> {
  const place = placeOf(id);
  if (place === undefined) return undefined;
  const loadBalancer = await api.find(`/load_balancers/${place.loadBalancer}`, "load_balancer");
  return members(loadBalancer ?? {}, "services").find((service) => service["listen_port"] === place.port);
}

async function read(id: string, context: VerbContext): Promise<Found | undefined> {
  const service = await find(id, context);
  return service === undefined ? undefined : foundService(placeOf(id)?.loadBalancer ?? "", service);
}

function loadBalancerOf(plan: ValueMap): string {
  const id = text(plan, "load_balancer_id");
  if (/^\d+$/.test(id)) return id;
  throw new DiagnosticError("This is no load balancer's id", `Expected a number, got "${id}".`, {
    path: path("load_balancer_id"),
  });
}

/** `hcloud_load_balancer_service`: an update sends all of it. */
export const loadBalancerService: Verbs = {
  create: async (plan, context) => {
    const { api } = context;
    const [loadBalancer, body] = [loadBalancerOf(plan), newService(plan)];
    const add = () => api.post(`/load_balancers/${loadBalancer}/actions/add_service`, body);
    const answer = await retry(api, { when: (error) => failedWith(error, "service_error") }, add);
    const id = `${loadBalancer}__${String(body["listen_port"])}`;
    context.made({ id });
    await api.waitFor(answer);
    return (await read(id, context)) ?? { id };
  },
  read: (state, context) => read(text(state, "id"), context),
  update: async (state, plan, context) => {
    const id = text(state, "id");
    const place = placeOf(id);
    if (place === undefined || (await find(id, context)) === undefined) return undefined;
    const target = `/load_balancers/${place.loadBalancer}/actions/update_service`;
    await context.api.act(target, changedService(place.port, plan));
    return read(id, context);
  },
  delete: async (state, context) => {
    const id = text(state, "id");
    const place = placeOf(id);
    if (place === undefined || (await find(id, context)) === undefined) return;
    const target = `/load_balancers/${place.loadBalancer}/actions/delete_service`;
    await context.api.act(target, { listen_port: place.port });
  },
  importState: async (id) => ({ id }),
};

/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface LoadBalancerServiceHealthCheckHttpValue {
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly response?: string | undefined;
  readonly statusCodes?: readonly string[] | undefined;
  readonly tls?: boolean | IResolvable | undefined;
}

export interface LoadBalancerServiceHealthCheckValue {
  readonly http?: readonly LoadBalancerServiceHealthCheckHttpValue[] | IResolvable | undefined;
  readonly interval: number;
  readonly port: number;
  readonly protocol: string;
  readonly retries: number;
  readonly timeout: number;
}

export interface LoadBalancerServiceHttpValue {
  readonly certificates?: readonly number[] | undefined;
  readonly cookieLifetime?: number | undefined;
  readonly cookieName?: string | undefined;
  readonly redirectHttp?: boolean | IResolvable | undefined;
  readonly stickySessions?: boolean | IResolvable | undefined;
  readonly timeoutIdle?: number | undefined;
}

export interface LoadBalancerServiceConfig extends TerraformMetaArguments {
  readonly destinationPort?: number | undefined;
  readonly healthCheck?: readonly LoadBalancerServiceHealthCheckValue[] | IResolvable | undefined;
  readonly http?: readonly LoadBalancerServiceHttpValue[] | IResolvable | undefined;
  readonly id?: string | undefined;
  readonly listenPort?: number | undefined;
  readonly loadBalancerId: string;
  readonly protocol: string;
  readonly proxyprotocol?: boolean | IResolvable | undefined;
}

const fields: Fields = {
  destinationPort: ["destination_port", "number"],
  healthCheck: ["health_check", "blockList", {
    http: ["http", "blockList", {
      domain: ["domain", "string"],
      path: ["path", "string"],
      response: ["response", "string"],
      statusCodes: ["status_codes", "stringList"],
      tls: ["tls", "boolean"],
    }],
    interval: ["interval", "number"],
    port: ["port", "number"],
    protocol: ["protocol", "string"],
    retries: ["retries", "number"],
    timeout: ["timeout", "number"],
  }],
  http: ["http", "blockList", {
    certificates: ["certificates", "numberList"],
    cookieLifetime: ["cookie_lifetime", "number"],
    cookieName: ["cookie_name", "string"],
    redirectHttp: ["redirect_http", "boolean"],
    stickySessions: ["sticky_sessions", "boolean"],
    timeoutIdle: ["timeout_idle", "number"],
  }],
  id: ["id", "string"],
  listenPort: ["listen_port", "number"],
  loadBalancerId: ["load_balancer_id", "string"],
  protocol: ["protocol", "string"],
  proxyprotocol: ["proxyprotocol", "boolean"],
};

/** `hcloud_load_balancer_service`. */
export class LoadBalancerService extends ResourceBinding {
  static readonly tfResourceType = "hcloud_load_balancer_service";

  constructor(scope: Construct, id: string, config: LoadBalancerServiceConfig) {
    super(scope, id, { name: "hcloud_load_balancer_service", provider, fields }, config);
  }

  get destinationPort(): number {
    return this.getNumberAttribute("destination_port");
  }

  get healthCheck(): IResolvable {
    return this.interpolationForAttribute("health_check");
  }

  get http(): IResolvable {
    return this.interpolationForAttribute("http");
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  get listenPort(): number {
    return this.getNumberAttribute("listen_port");
  }

  get loadBalancerId(): string {
    return this.getStringAttribute("load_balancer_id");
  }

  get protocol(): string {
    return this.getStringAttribute("protocol");
  }

  get proxyprotocol(): IResolvable {
    return this.getBooleanAttribute("proxyprotocol");
  }
}

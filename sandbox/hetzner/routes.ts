/** The table of operations: everything that this door answers, noun by noun. */
import { actionRoutes } from "./actions/routes";
import { catalogueRoutes } from "./catalogue/routes";
import { certificateRoutes } from "./certificates/routes";
import { firewallRoutes } from "./firewalls/routes";
import { floatingIpRoutes } from "./floating-ips/routes";
import { imageRoutes } from "./images/routes";
import { loadBalancerRoutes } from "./load-balancers/routes";
import { networkRoutes } from "./networks/routes";
import { placementGroupRoutes } from "./placement-groups/routes";
import { primaryIpRoutes } from "./primary-ips/routes";
import type { Route } from "./route";
import { serverRoutes } from "./servers/routes";
import { sshKeyRoutes } from "./ssh-keys/routes";
import { unservedRoutes } from "./unserved";
import { volumeRoutes } from "./volumes/routes";

/** Every operation, served or refused with 501. */
export const routes: readonly Route[] = [
  ...actionRoutes,
  ...catalogueRoutes,
  ...certificateRoutes,
  ...firewallRoutes,
  ...floatingIpRoutes,
  ...imageRoutes,
  ...loadBalancerRoutes,
  ...networkRoutes,
  ...placementGroupRoutes,
  ...primaryIpRoutes,
  ...serverRoutes,
  ...sshKeyRoutes,
  ...volumeRoutes,
  ...unservedRoutes,
];

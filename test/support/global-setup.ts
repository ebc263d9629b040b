/** What jest does before the first test, once. */
import { useOwnTemporaryFolder } from "../../scripts/own-temporary-folder";

/** A default export is what jest asks for. */
export default function globalSetup(): void {
  useOwnTemporaryFolder();
}

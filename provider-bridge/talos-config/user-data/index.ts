/** Configurations as Hetzner's user_data: how big they are and why. */
export { type Contributor, maxUserDataBytes, type UserDataBudget, userDataBudget } from "./budget";

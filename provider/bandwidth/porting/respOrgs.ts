import { asFlag, asText, type Codec } from "../xml/codec.js";

/** Who is responsible for toll-free numbers. */
export interface RespOrgs {
  /** The RespOrg that toll-free numbers go to, and the one that has them. */
  targetRespOrgId?: string;
  controllingRespOrgId?: string;
  respOrgException?: boolean;
}

export const respOrgCodec: Codec<RespOrgs> = {
  targetRespOrgId: asText(["TargetRespOrgId"]),
  controllingRespOrgId: asText(["ControllingRespOrgId"]),
  respOrgException: asFlag(["RespOrgException"]),
};

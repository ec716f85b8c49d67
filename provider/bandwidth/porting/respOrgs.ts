import { asFlag, asText, type Codec } from "../xml/codec.js";

/** Who is responsible for toll-free numbers. */
export interface RespOrgs {
  /** The RespOrg that gets the toll-free numbers, and the RespOrg that has them now. */
  targetRespOrgId?: string;
  controllingRespOrgId?: string;
  respOrgException?: boolean;
}

export const respOrgCodec: Codec<RespOrgs> = {
  targetRespOrgId: asText(["TargetRespOrgId"]),
  controllingRespOrgId: asText(["ControllingRespOrgId"]),
  respOrgException: asFlag(["RespOrgException"]),
};

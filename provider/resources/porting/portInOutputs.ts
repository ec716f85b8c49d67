import type { PortIn } from "../../bandwidth/porting/portIns.js";
import type { PortInLedger, PortInOutputs } from "./portInState.js";

/** What the state shows of a port-in. */
export function outputsOf(portIn: PortIn, ledger: PortInLedger, activatesAt?: string): PortInOutputs {
  const { orderId, status, requestedFocDate, actualFocDate, losingCarrierName, vendorName, portType, errors } = portIn;
  const { facts } = portIn;
  return {
    orderId,
    status,
    requestedDate: requestedFocDate,
    actualFocDate,
    activatesAt,
    earliestEstimate: facts.earliestEstimate,
    losingCarrierName,
    losingCarrierSpid: facts.losingCarrierSpid,
    bulkPortInOrderId: facts.bulkPortInOrderId,
    tollFreePortType: facts.tollFreePortType,
    tollFreeValidationStatus: facts.tollFreeValidationStatus,
    targetRespOrgId: facts.targetRespOrgId,
    controllingRespOrgId: facts.controllingRespOrgId,
    countryCodeA3: facts.countryCodeA3,
    phoneNumberType: facts.phoneNumberType,
    vendorName,
    portType,
    errors: errors.map(({ code, description }) => ({ code, description })),
    __order: structuredClone(ledger),
  };
}

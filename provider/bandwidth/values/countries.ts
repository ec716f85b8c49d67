/** Countries and territories of the North American Numbering Plan, ISO 3166-1 alpha-3. */
const northAmerican = new Set(
  "USA CAN PRI VIR GUM ASM MNP AIA ATG BHS BRB BMU VGB CYM DMA DOM GRD JAM MSR KNA LCA VCT SXM TTO TCA".split(" "),
);

/** Whether the country's numbers begin with +1 and are searched for by North American criteria. */
export const isNorthAmerican = (countryCodeA3: string): boolean => northAmerican.has(countryCodeA3);

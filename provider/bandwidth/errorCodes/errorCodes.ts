/** What codes of the API mean to the user, and what to do: for the documentation. A code can mean two things elsewhere. */
export type ErrorCodes = Readonly<Record<string, string>>;

/** The id that a client may give a request, for the log. Not `x-request-id`: gateways replace that. */
export const ID_HEADER = 'x-weighbridge-id';

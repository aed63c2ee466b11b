/**
 * Features and predictions look at so many orders of a customer, the latest by when they were placed (of one moment, the greatest keys):
 * whoever has more is a wholesaler, a marketplace or a mistake, and must not fill a Worker's memory.
 */
export const mostOrders = 5_000

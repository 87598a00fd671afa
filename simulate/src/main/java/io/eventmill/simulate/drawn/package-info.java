/** What generators draw by chance: numbers, ids, names, addresses, user agents. Knows no shape. */
package io.eventmill.simulate.drawn;

/** The daemon on the bus: parse, authorise, call the engine, and map what it says to the contract. */
@NullMarked
package org.dubnium.daemon.bus;

import org.jspecify.annotations.NullMarked;

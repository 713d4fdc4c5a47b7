/**
 * The real host behind the ports: one package for each, none of which sees another. Here is only what
 * several of them need to talk to the bus.
 */
@NullMarked
package org.dubnium.daemon.adapter;

import org.jspecify.annotations.NullMarked;

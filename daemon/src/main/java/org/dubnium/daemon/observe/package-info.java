/**
 * Reads the host: all ports in parallel, each with a deadline, into one observation. Between {@code
 * port}, whose interfaces it calls, and {@code engine} and {@code reconcile}, which ask it to look.
 */
@NullMarked
package org.dubnium.daemon.observe;

import org.jspecify.annotations.NullMarked;

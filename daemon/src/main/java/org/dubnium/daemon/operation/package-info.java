/**
 * What each kind of operation means: how it is planned, and what counts as having got there or back.
 * Pure. An operation itself, as a value, is in {@code domain.transition}; {@code engine} carries it out.
 */
@NullMarked
package org.dubnium.daemon.operation;

import org.jspecify.annotations.NullMarked;

package org.dubnium.daemon.config;

/** Something read, with the place where it is written. */
record Value<T>(Place place, T value) {}

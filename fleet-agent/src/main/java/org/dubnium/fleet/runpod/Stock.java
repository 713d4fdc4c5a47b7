package org.dubnium.fleet.runpod;

/**
 * How available something is: of a GPU type in a data centre, or in a data centre of a GPU type.
 *
 * @param id of the data centre, or of the GPU type
 */
public record Stock(String id, String name, Availability availability) {}

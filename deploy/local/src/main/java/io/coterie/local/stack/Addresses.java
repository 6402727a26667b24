package io.coterie.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.local.state.StateFolder;
import java.util.Map;

/// The file in which the stack says where its parts are.
public final class Addresses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Addresses() {}

    static void write(StateFolder folder, Map<String, Address> addresses) {
        try {
            folder.write(Stack.ADDRESSES, JSON.writeValueAsString(addresses));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the addresses", e);
        }
    }

    /// By part; empty before the first start.
    public static Map<String, Address> read(StateFolder folder) {
        try {
            return JSON.readValue(folder.read(Stack.ADDRESSES).orElse("{}"), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read " + folder.file(Stack.ADDRESSES), e);
        }
    }
}

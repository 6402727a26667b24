package io.coterie.demo.people;

import java.util.List;

/// First names of many languages, some beyond ASCII.
final class FirstNames {
    private static final List<String> ALL = List.of("""
            Ada Adèle Aiko Alba Amélie Anke Anna Antonio Aurora Beatriz Björn Bruno Carla Chloé Clara Dario David Dörte
            Elena Elias Emil Emma Enrico Ewa Fatima Felix Fiona Florian François Frida Greta Hanna Henri Hugo Ida Ines
            Ivo Jan Jana Jonas Julia Jürgen Karim Katja Lara Lars Lea Leon Lina Luca Lucía Łucja Maja Marek Marta Mathis
            Maya Mehmet Mila Mira Nadia Nele Nico Nina Noah Nuria Olga Oskar Paul Paula Pia Rosa Sami Samir Sara Silvia
            Sofia Søren Tanja Theo Tim Tomás Ute Valentina Vera Viktor Wanda Yusuf Zeynep Zoë""".split("\\s+"));

    private FirstNames() {}

    static String at(int number) {
        return ALL.get(number % ALL.size());
    }
}

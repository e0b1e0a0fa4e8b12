module com.example.modular {
    requires io.nacre;
}
